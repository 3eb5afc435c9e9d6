import { spawn } from 'node:child_process';
import { Fault } from '../../../../../src-shared/errors.ts';

/** Windows PowerShell 5.1, which every Windows since 10 has; by its full path, so that no other program of that name runs. */
const PROGRAM = `${process.env['SystemRoot'] ?? String.raw`C:\Windows`}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;

/** More than any answer to what is asked here. */
const LONGEST = 1024 * 1024;

/** Runs a script with its values; resolves with what it wrote. Errors: `printer.noSpooler`. */
export type RunScript = (script: string, values: Readonly<Record<string, string>>) => Promise<string>;

/**
 * The arguments that run a script: encoded, so that nothing of it is quoted for a command line. It stops at the
 * first error and writes UTF-8.
 */
export function scriptArguments(script: string): readonly string[] {
  const whole = [
    "$ErrorActionPreference = 'Stop'",
    "$ProgressPreference = 'SilentlyContinue'",
    '[Console]::OutputEncoding = [System.Text.Encoding]::UTF8',
    script,
  ].join('\n');
  return ['-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(whole, 'utf16le').toString('base64')];
}

/** Values reach the script as variables of its environment: no name of a queue is ever part of a program. */
export function scriptVariables(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`PARWANA_${name.toUpperCase()}`, value]));
}

/** Never run on Windows by this project. */
export function powerShell(timeoutMs = 60_000, program: string = PROGRAM): RunScript {
  return (script, values) =>
    new Promise((resolve, reject) => {
      const fail = (detail: string, cause?: unknown): void =>
        reject(new Fault('printer.noSpooler', { what: detail }, { cause }));
      const child = spawn(program, scriptArguments(script), {
        env: { ...process.env, ...scriptVariables(values) },
        stdio: ['ignore', 'pipe', 'ignore'],
        timeout: timeoutMs,
        windowsHide: true,
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        said += part;
        if (said.length > LONGEST) child.kill();
      });
      child.on('error', (error) => fail('powershell', error));
      child.on('close', (code, signal) => {
        if (code === 0) resolve(said);
        else fail(signal ?? `exit ${code}`);
      });
    });
}
