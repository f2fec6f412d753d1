/** Tool calls, what really ran for them, and what terminal input was meant for. */
import { z } from 'zod'
import type { ModelVisibleCallId, OperationId, RuntimeCellId, ToolCallId } from '../../base/ids.ts'
import { payloadRef } from '../payload-ref.ts'
import { executionStatus, id, unsigned64 } from '../primitives.ts'

const simpleKinds = [
  'exec_command',
  'write_stdin',
  'apply_patch',
  'web',
  'image_generation',
  'spawn_agent',
  'assign_agent_task',
  'send_message',
  'wait_agent',
  'close_agent',
] as const

export const toolKind = z.discriminatedUnion('type', [
  z.looseObject({ type: z.enum(simpleKinds) }),
  z.looseObject({ type: z.literal('mcp'), server: z.string(), tool: z.string() }),
  z.looseObject({ type: z.literal('other'), name: z.string() }),
])

const toolSummary = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('generic'),
    label: z.string(),
    input_preview: z.string().nullish(),
    output_preview: z.string().nullish(),
  }),
  z.looseObject({
    type: z.literal('agent'),
    target_agent_path: z.string(),
    task_name: z.string().nullish(),
    message_preview: z.string(),
  }),
  z.looseObject({
    type: z.literal('wait_agent'),
    target_agent_path: z.string().nullish(),
    timeout_ms: unsigned64.nullish(),
  }),
  z.looseObject({ type: z.literal('terminal'), operation_id: id<OperationId>() }),
])

const requester = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('model') }),
  z.looseObject({ type: z.literal('code_cell'), runtime_cell_id: id<RuntimeCellId>() }),
])

const tool = { tool_call_id: id<ToolCallId>() }

export const toolCallEvents = {
  tool_call_started: z.looseObject({
    ...tool,
    model_visible_call_id: id<ModelVisibleCallId>().nullish(),
    code_mode_runtime_tool_id: z.string().nullish(),
    requester,
    kind: toolKind,
    summary: toolSummary,
    invocation_payload: payloadRef.nullish(),
  }),
  mcp_tool_call_correlation_assigned: z.looseObject({ ...tool, mcp_call_id: z.string() }),
  /** `tool_call_id` is the write_stdin call, `exec_tool_call_id` the call that created the process. */
  stdin_target_resolved: z.looseObject({ ...tool, exec_tool_call_id: id<ToolCallId>() }),
  tool_call_runtime_started: z.looseObject({
    ...tool,
    /** [S2] Required there; a field like any unknown one in schema 1. */
    kind: toolKind.optional(),
    runtime_payload: payloadRef,
  }),
  tool_call_runtime_ended: z.looseObject({ ...tool, status: executionStatus, runtime_payload: payloadRef }),
  tool_call_ended: z.looseObject({ ...tool, status: executionStatus, result_payload: payloadRef.nullish() }),
}

export type RawToolKind = z.output<typeof toolKind>
export type RawToolSummary = z.output<typeof toolSummary>
