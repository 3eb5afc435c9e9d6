import type { Problem } from './problem.ts';

let listener: () => void = () => undefined;

/** The session store listens here, so that any screen's denied call shows the lock or the sign-in page. */
export function onSessionNotice(listen: () => void): void {
  listener = listen;
}

/** Tells the session store when the core says that nobody is signed in, or that the counter is locked. */
export function noticeSession(problem: Problem): void {
  if (problem.code === 'session.needed' || problem.code === 'session.locked') listener();
}
