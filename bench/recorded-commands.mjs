/** The commands that one code cell runs in terminals, one after another, as a recorder tells of them. */
import { sentence } from './random.mjs'

/**
 * @param {ReturnType<typeof import('./recording.mjs').createRecording>} recording
 * @param {{ clock: number, thread: string, turn: string }} agent whose cell it is, and where it has got to, ms
 * @param {{ call: string, handle: string, commands: readonly string[] }} cell
 * @param {() => number} next
 * @returns {number} where the agent has got to
 */
export function recordCommands({ events, event, payload }, { clock, thread, turn }, { call, handle, commands }, next) {
  let now = clock
  commands.forEach((command, index) => {
    const id = `exec-${call}-${String(index)}`
    const process = String(1000 + events.length)
    const status = next() < 0.01 ? 'failed' : 'completed'
    const started = {
      type: 'tool_call_started',
      tool_call_id: id,
      model_visible_call_id: null,
      code_mode_runtime_tool_id: `tool-${String(index)}`,
      requester: { type: 'code_cell', runtime_cell_id: handle },
      kind: { type: 'exec_command' },
      summary: { type: 'generic', label: 'exec_command', input_preview: command, output_preview: null },
      invocation_payload: null,
    }
    event(now, started, thread, turn)
    const running = {
      type: 'tool_call_runtime_started',
      tool_call_id: id,
      kind: { type: 'exec_command' },
      runtime_payload: payload('tool_runtime_event', {
        call_id: id,
        process_id: process,
        command: ['bash', '-lc', command],
        cwd: '/project',
      }),
    }
    event(now + 1, running, thread, turn)
    now += 4 + next() ** 3 * 1500
    const ran = {
      type: 'tool_call_runtime_ended',
      tool_call_id: id,
      status,
      runtime_payload: payload('tool_runtime_event', {
        call_id: id,
        process_id: process,
        aggregated_output: sentence(next),
        exit_code: status === 'failed' ? 1 : 0,
      }),
    }
    event(now - 1, ran, thread, turn)
    event(now, { type: 'tool_call_ended', tool_call_id: id, status, result_payload: null }, thread, turn)
    now += 2
  })
  return now
}
