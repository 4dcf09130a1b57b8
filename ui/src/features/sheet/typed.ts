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

/**
 * A copied block as rows of cells, as spreadsheets write it: tabs between cells, line ends between rows, a cell that holds either, or
 * a quote, in quotes. The line end at the end is no row.
 */
export function block(text: string): string[][] {
  const all = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  let at = 0
  for (;;) {
    const cell = quoted(all, at) ?? plain(all, at)
    rows.at(-1)?.push(cell.text)
    if (cell.end >= all.length) return rows
    if (all[cell.end] === '\n') rows.push([])
    at = cell.end + 1
  }
}

interface Piece {
  text: string
  /** Where the tab or the line end after it stands. */
  end: number
}
function plain(all: string, at: number): Piece {
  let end = at
  while (end < all.length && all[end] !== '\t' && all[end] !== '\n') end += 1
  return { text: all.slice(at, end), end }
}
/** Null when the cell is not one in quotes from end to end: then a quote is a sign like any other. */
function quoted(all: string, at: number): Piece | null {
  if (all[at] !== '"') return null
  let text = ''
  for (let i = at + 1; i < all.length; i += 1) {
    if (all[i] !== '"') text += all[i]
    else if (all[i + 1] === '"') {
      text += '"'
      i += 1
    } else {
      const end = i + 1
      return end === all.length || all[end] === '\t' || all[end] === '\n' ? { text, end } : null
    }
  }
  return null
}
