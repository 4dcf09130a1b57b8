/** What a clerk types or pastes, put into the form that the shell reads. Whether it is in range is the shell's to say. */

const WIDE = /[\uff01-\uff5e]/g
const POINT = /[\u3002\uff0e]/g
const MINUS = /^[\u2212\u2013\u2014\u2010\u2011]/
/** A trailing “point(s)” as people write it after a figure. */
const UNIT = /(?<=\d)\s*\u5206$/

/** Full-width characters, other minus signs and a trailing 分 become what they stand for; anything else stays as typed. */
export function tidy(text: string): string {
  return text
    .replace(WIDE, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(POINT, '.')
    .trim()
    .replace(MINUS, '-')
    .replace(UNIT, '')
}

const STATES: Record<string, 'absent' | 'exempt' | 'uninspected'> = { q: 'absent', m: 'exempt', w: 'uninspected' }

/** The state that a letter stands for. */
export function stateOf(text: string): 'absent' | 'exempt' | 'uninspected' | null {
  return STATES[text.trim().toLowerCase()] ?? null
}

/** A copied block as rows of cells; the line end that spreadsheets add is no row. */
export function block(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return lines.map((line) => line.split('\t').map(unquoted))
}

function unquoted(cell: string): string {
  const inner = /^"(.*)"$/s.exec(cell)?.[1]
  return inner === undefined ? cell : inner.replace(/""/g, '"')
}
