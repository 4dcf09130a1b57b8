/** A correction while it is filled in: what stands in the month, what is to stand there, and the rows that say so. */
import type { CorrectionChange, CorrectionSubject, Finder, State } from '@/wire/types'

/** The form's fields; what equals the month as it stands makes no row. */
export interface Draft {
  /** By `source/indicator`. */
  marks: Record<string, string>
  state: State
  approver: string
  document: string
  from: string | null
  until: string | null
  note: string
  /** Findings to take away, by id. */
  withdrawn: number[]
  finding: { level: Finder; on: string | null; what: string; who: string }
  /** By place in the list. */
  facts: string[]
  posts: { from: string | null; to: string | null }[]
}

export const markKey = (source: string, indicator: string): string => `${source}|${indicator}`

export function draftOf(subject: CorrectionSubject): Draft {
  const marks: Record<string, string> = {}
  for (const inspection of subject.inspections) {
    for (const cell of inspection.cells) marks[markKey(inspection.source, cell.indicator)] = cell.value ?? ''
  }
  return {
    marks,
    state: subject.state ?? 'assessed',
    approver: '', document: '', from: null, until: null, note: '',
    withdrawn: [],
    finding: { level: 'township', on: null, what: '', who: '' },
    facts: subject.facts.map((f) => f.value),
    posts: subject.posts.map((p) => ({ from: p.from, to: p.to })),
  }
}

/** The rows that the draft comes to, in the order of the form. */
export function changesOf(subject: CorrectionSubject, draft: Draft): CorrectionChange[] {
  const rows: CorrectionChange[] = []
  const add = (row: Partial<CorrectionChange> & { fact: string }): void => {
    rows.push({
      line: rows.length + 1, subject: subject.subject, item: '', value: '', source: '', date: null, until: null,
      who: '', document: '', note: '', ...row,
    })
  }
  for (const inspection of subject.inspections) {
    for (const cell of inspection.cells) {
      const now = (draft.marks[markKey(inspection.source, cell.indicator)] ?? '').trim()
      if (now !== (cell.value ?? '')) {
        add({ fact: cell.earned ? 'mark' : 'deduction', item: cell.indicator, value: now.replace(/^[-−]/, ''), source: inspection.source })
      }
    }
  }
  if (draft.state !== (subject.state ?? 'assessed')) {
    add({
      fact: 'state', item: draft.state, who: draft.approver, document: draft.document, note: draft.note,
      date: draft.from, until: draft.until,
    })
  }
  for (const finding of subject.findings.filter((f) => f.id !== null && draft.withdrawn.includes(f.id))) {
    add({ fact: 'finding', value: '0', source: finding.level, date: finding.found_on })
  }
  if (draft.finding.what.trim() !== '') {
    const { level, on, what, who } = draft.finding
    add({ fact: 'finding', value: '1', source: level, date: on, note: what, who })
  }
  subject.facts.forEach((fact, at) => {
    const now = (draft.facts[at] ?? '').trim()
    if (now !== fact.value) add({ fact: fact.fact, item: fact.item, value: now, source: fact.source })
  })
  subject.posts.forEach((post, at) => {
    const now = draft.posts[at]
    if (now && now.from !== post.from) add({ fact: 'assignment', item: post.grid, value: 'from', date: now.from })
    if (now && now.to !== post.to) add({ fact: 'assignment', item: post.grid, value: 'to', date: now.to })
  })
  return rows
}
