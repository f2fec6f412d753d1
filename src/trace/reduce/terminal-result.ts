/** What ended a terminal operation, from a runtime end or a tool result. Rule: docs/format/reduction.md §9.4. */
import type { JsonSpan } from '../base/json/document.ts'
import { toPlain, type ExactValue } from '../base/json/exact.ts'
import { printCompact } from '../base/json/print.ts'
import { readBody, type BodyReading } from '../format/bodies/read.ts'
import { codeModeTerminalValue, execEnd, olderExecOutput, toolResult } from '../format/bodies/terminal.ts'
import type { PayloadRef } from '../format/payload-ref.ts'
import type { TerminalResult } from '../model/graph.ts'
import type { Context } from './context.ts'
import type { OperationDraft } from './drafts.ts'

export interface TerminalEnd {
  readonly result: TerminalResult
  readonly process: string | null
  /** The output as releases before 0.162 recorded it, which the reference does not read. */
  readonly older: TerminalResult | undefined
}

/** Undefined, after refusing, if the payload is no end of such an operation. */
export function readTerminalEnd(operation: OperationDraft, ref: PayloadRef, ctx: Context): TerminalEnd | undefined {
  const document = ctx.document(ref)
  if (document === undefined) return undefined
  const asExec = readExecEnd(document)
  if (asExec.ok) return asExec.value
  const asResult = operation.kind === 'write_stdin' ? readToolResult(document) : undefined
  if (asResult?.ok) return { result: asResult.value, process: null, older: undefined }
  const message =
    asResult === undefined
      ? `parse exec terminal response ${ref.raw_payload_id}`
      : `parse write_stdin terminal response ${ref.raw_payload_id} as protocol payload (${asExec.fault}) or dispatch payload`
  ctx.judge('terminal_end_malformed', message, operation.operation_id)
  ctx.diagnose('terminal_end_malformed', `${message}: ${(asResult ?? asExec).fault}`, operation.operation_id)
  return undefined
}

const NO_RESULT: TerminalResult = {
  exit_code: null,
  stdout: '',
  stderr: '',
  formatted_output: null,
  original_token_count: null,
  chunk_id: null,
}

function readExecEnd(document: JsonSpan): BodyReading<TerminalEnd> {
  const plain = document.careful
  const reading = readBody(execEnd, plain)
  if (!reading.ok) return reading
  const { exit_code, process_id: process, aggregated_output: output } = reading.value
  const result: TerminalResult = { ...NO_RESULT, exit_code, stdout: output ?? '' }
  const old = olderExecOutput.safeParse(plain).data
  const older = old && { ...result, stdout: old.stdout, stderr: old.stderr, formatted_output: old.formatted_output }
  return { ok: true, value: { result, process: process ?? null, older } }
}

function readToolResult(document: JsonSpan): BodyReading<TerminalResult> {
  const reading = readBody(toolResult, document.careful)
  if (!reading.ok) return reading
  const member = (name: string): ExactValue => document.member(name)?.exact ?? null
  switch (reading.value.type) {
    case 'direct_response':
      return { ok: true, value: directResult(member('response_item')) }
    case 'code_mode_response':
      return { ok: true, value: codeModeResult(member('value')) }
    case 'error':
      return { ok: true, value: { ...NO_RESULT, stderr: reading.value.error, formatted_output: reading.value.error } }
  }
}

function directResult(item: ExactValue): TerminalResult {
  const output = item instanceof Map ? item.get('output') : undefined
  return textResult(textOf(output) ?? printCompact(item))
}

function codeModeResult(value: ExactValue): TerminalResult {
  const reading = codeModeTerminalValue.safeParse(toPlain(value))
  if (!reading.success) return textResult(textOf(value) ?? printCompact(value))
  const { output, exit_code: code, original_token_count: count, chunk_id: chunk } = reading.data
  return {
    ...textResult(output),
    exit_code: code ?? null,
    original_token_count: count ?? null,
    chunk_id: chunk ?? null,
  }
}

function textResult(text: string): TerminalResult {
  return { ...NO_RESULT, stdout: text, formatted_output: text }
}

/** The text of an output; undefined where there is none: null, absent, a list without text. */
function textOf(output: ExactValue | undefined): string | undefined {
  if (output === null || output === undefined) return undefined
  if (typeof output === 'string') return output
  if (!Array.isArray(output)) return printCompact(output)
  const texts = output.flatMap((part) => {
    const text = part instanceof Map ? part.get('text') : undefined
    return typeof text === 'string' ? [text] : []
  })
  return texts.length === 0 ? undefined : texts.join('\n')
}
