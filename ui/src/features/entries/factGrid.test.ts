import { expect, it } from 'vitest'
import type { FactForm, FactKindView } from '@/wire/types'
import { cellKey, pending, storedCells } from './factGrid'

const kind: FactKindView = {
  kind: 'vote', used: true, open: true, articles: '', unit: 'count', items: ['优', '良'], subjects: [], sources: [], of_subject: true, item: 'needed',
  source_needed: false, document_needed: false,
}
const row = (id: number, subject: number, item: string, value: string): FactForm => ({
  id, kind: 'vote', subject, subject_name: '', village: '', item, value, source: '评议会', on: '2026-05-20', document: '记录一',
})
const stored = storedCells([row(1, 7, '优', '9'), row(2, 8, '优', '4'), { ...row(3, 7, '优', '1'), kind: 'bonus' }], 'vote')
const heading = { source: '评议会', on: null, document: '' }
const typed = (cells: [number, string, string][]) => Object.fromEntries(cells.map(([subject, item, text]) => [cellKey('评议会', subject, item), text]))

it('writes new cells and changed ones, and leaves those that say the same', () => {
  const found = pending(typed([[7, '优', '9'], [8, '优', '5'], [8, '良', ' 2 ']]), stored, kind, heading)
  expect(found.forms.map((f) => [f.id, f.subject, f.item, f.value])).toEqual([[2, 8, '优', '5'], [null, 8, '良', '2']])
  expect(found.takenBack).toEqual([])
})

it('takes back a cell that was emptied, and nothing where nothing was', () => {
  expect(pending(typed([[7, '优', ''], [7, '良', '']]), stored, kind, heading)).toEqual({ forms: [], takenBack: [1] })
})

it('keeps the date and document of a changed entry unless others are given', () => {
  const cell = typed([[8, '优', '5']])
  const [kept] = pending(cell, stored, kind, heading).forms
  const [given] = pending(cell, stored, kind, { ...heading, on: '2026-05-25', document: '记录二' }).forms
  expect([kept?.on, kept?.document, given?.on, given?.document]).toEqual(['2026-05-20', '记录一', '2026-05-25', '记录二'])
})

it('leaves what was typed under another source alone', () => {
  expect(pending(typed([[8, '优', '5']]), stored, kind, { ...heading, source: '商户' })).toEqual({ forms: [], takenBack: [] })
})
