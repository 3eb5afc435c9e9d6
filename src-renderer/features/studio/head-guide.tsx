import classes from './head-guide.module.css';

/** Where the head goes: the part of the frame that is kept (3 by 4), an oval for the face, a line for the eyes. */
export function HeadGuide() {
  return (
    <svg viewBox="0 0 300 400" className={classes['guide']} aria-hidden="true">
      <rect x="2" y="2" width="296" height="396" rx="6" />
      <ellipse cx="150" cy="180" rx="82" ry="112" />
      <line x1="52" y1="168" x2="248" y2="168" />
    </svg>
  );
}
