/** What was typed into the table of one kind of fact, against what is stored: which cells to write, which to take back. */
import type { FactForm, FactKindView } from '@/wire/types'

/** What holds for every cell that is typed. */
export interface Heading {
  source: string
  on: string | null
  document: string
}

export const cellKey = (source: string, subject: number, item: string) => JSON.stringify([source, subject, item])

/** The stored facts of a kind by their cells. */
export function storedCells(rows: FactForm[], kind: string): Map<string, FactForm> {
  const own = rows.filter((row) => row.kind === kind && row.subject !== null)
  return new Map(own.map((row) => [cellKey(row.source, row.subject ?? 0, row.item), row]))
}

export interface Pending {
  forms: FactForm[]
  takenBack: number[]
}

/** The cells under one source whose text differs from what is stored; an emptied one is taken back. */
export function pending(typed: Record<string, string>, stored: Map<string, FactForm>, kind: FactKindView, heading: Heading): Pending {
  const found: Pending = { forms: [], takenBack: [] }
  for (const [key, text] of Object.entries(typed)) {
    const [source, subject, item] = JSON.parse(key) as [string, number, string]
    if (source !== heading.source) continue
    const old = stored.get(key)
    const value = text.trim()
    if (value === (old?.value ?? '')) continue
    if (value === '') {
      if (old && old.id !== null) found.takenBack.push(old.id)
      continue
    }
    found.forms.push({
      id: old?.id ?? null,
      kind: kind.kind,
      subject,
      subject_name: '',
      village: '',
      item,
      value,
      source,
      on: heading.on ?? old?.on ?? null,
      document: heading.document.trim() || (old?.document ?? ''),
    })
  }
  return found
}
