import { closeSync, openSync, writeSync } from 'node:fs';
import { observeBus } from '../../src-main/devices/usb/observed-bus.ts';
import { TraceRecorder } from '../../src-main/devices/usb/trace/trace-recorder.ts';
import { WrongUse } from './arguments.ts';
import { fileOf, type Outcome, type Tool } from './tool.ts';

/** Does a task and writes every transfer into a trace file, also of a task that fails. */
export async function record(tool: Tool): Promise<Outcome> {
  const { recorded, recordedTask: task } = tool;
  if (recorded === undefined || task === undefined) throw new WrongUse('record --out FILE -- capture');
  const file = fileOf(tool, `${recorded.name}.jsonl`);
  const trace = openSync(file, 'w', 0o600);
  const write = (line: string): void => void writeSync(trace, `${line}\n`);
  const bus = observeBus(tool.bus, new TraceRecorder({ task: recorded.name, data: tool.data, write }));
  if (tool.data) warn(tool, file);
  try {
    const outcome = await task({ ...tool, ...recorded, json: tool.json, bus });
    return { ...outcome, result: { trace: file, recorded: outcome.result } };
  } finally {
    closeSync(trace);
    tool.say(`Every transfer is in ${file}.`);
  }
}

function warn(tool: Tool, file: string): void {
  tool.say('');
  tool.say(`  THIS TRACE HOLDS PICTURES. ${file} will contain every photo taken and every card printed.`);
  tool.say('  Photograph a wall and print a test card, never a person; or record with --no-data.');
  tool.say('');
}
