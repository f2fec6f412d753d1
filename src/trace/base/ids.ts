/**
 * Branded ids and units. A brand costs nothing at run time and keeps a tool call id from being used as a turn id.
 * Ids are opaque strings from the bundle unless a comment says that the reducer makes them (docs/format/graph.md).
 */
declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

export type TraceId = Brand<string, 'TraceId'>
export type RolloutId = Brand<string, 'RolloutId'>
export type ThreadId = Brand<string, 'ThreadId'>
export type AgentPath = Brand<string, 'AgentPath'>
export type CodexTurnId = Brand<string, 'CodexTurnId'>
/** Made by the reducer: `conversation_item:<n>`. */
export type ItemId = Brand<string, 'ItemId'>
export type ResponsesItemId = Brand<string, 'ResponsesItemId'>
export type InferenceCallId = Brand<string, 'InferenceCallId'>
export type ToolCallId = Brand<string, 'ToolCallId'>
export type ModelVisibleCallId = Brand<string, 'ModelVisibleCallId'>
/** Made by the reducer: `code_cell:<model-visible call id>`. */
export type CodeCellId = Brand<string, 'CodeCellId'>
export type RuntimeCellId = Brand<string, 'RuntimeCellId'>
/** Made by the reducer: `terminal_session:<operation id>`. */
export type TerminalId = Brand<string, 'TerminalId'>
/** Made by the reducer: `terminal_operation:<n>`. */
export type OperationId = Brand<string, 'OperationId'>
export type CompactionId = Brand<string, 'CompactionId'>
export type CompactionRequestId = Brand<string, 'CompactionRequestId'>
export type EdgeId = Brand<string, 'EdgeId'>
export type RawPayloadId = Brand<string, 'RawPayloadId'>

/** Wall clock, milliseconds since the Unix epoch, as recorded; need not be monotonic. */
export type UnixMs = Brand<number, 'UnixMs'>
/** Position of an event in the log; orders everything. */
export type Seq = Brand<number, 'Seq'>

/** The one place where a checked string or number from outside becomes a branded one. */
export function as<T extends Brand<string, string>>(value: string): T
export function as<T extends Brand<number, string>>(value: number): T
export function as(value: string | number): unknown {
  return value
}
