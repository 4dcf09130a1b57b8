import { describe, expect, it } from 'vitest'
import type { CorrectionSubject } from '@/wire/types'
import { changesOf, draftOf, markKey } from './draft'

const subject: CorrectionSubject = {
  month: '2026-05', version: 1, subject: 1, code: 'W001', name: '张三',
  inspections: [
    {
      source: '集中检查/1', name: '集中检查第1次',
      cells: [
        { indicator: '道路', full: '15.00', earned: false, value: '8' },
        { indicator: '房前屋后', full: '20.00', earned: true, value: null },
      ],
    },
  ],
  state: null,
  findings: [
    {
      id: 7, month: '2026-05', person: 1, person_name: '张三', grid: null, grid_name: '', found_by: '镇检查组', level: 'township',
      found_on: '2026-05-12', what: '三天没有巡查', evidence: '', signed_by: '李主任',
    },
  ],
  facts: [{ fact: 'external', item: '', source: '县', value: '92' }],
  posts: [{ grid: '99012310120101', label: '张家湾村第一网格', from: '2025-01-01', to: null }],
}
const rows = (change: (draft: ReturnType<typeof draftOf>) => void) => {
  const draft = draftOf(subject)
  change(draft)
  return changesOf(subject, draft).map((r) => [r.fact, r.item, r.value, r.source, r.date])
}

describe('a correction in work', () => {
  it('makes no row of what stays as it is', () => expect(rows(() => {})).toEqual([]))
  it('sets a mark as the cell counts, and an emptied cell takes it away', () => {
    expect(rows((d) => (d.marks[markKey('集中检查/1', '道路')] = '-5'))).toEqual([['deduction', '道路', '5', '集中检查/1', null]])
    expect(rows((d) => (d.marks[markKey('集中检查/1', '道路')] = ''))).toEqual([['deduction', '道路', '', '集中检查/1', null]])
    expect(rows((d) => (d.marks[markKey('集中检查/1', '房前屋后')] = '18'))).toEqual([['mark', '房前屋后', '18', '集中检查/1', null]])
  })
  it('withdraws a finding by its level and day', () => {
    expect(rows((d) => d.withdrawn.push(7))).toEqual([['finding', '', '0', 'township', '2026-05-12']])
  })
  it('moves one end of an assignment', () => {
    expect(rows((d) => (d.posts = [{ from: '2026-05-20', to: null }]))).toEqual([['assignment', '99012310120101', 'from', '', '2026-05-20']])
  })
  it('numbers its rows in the order of the form', () => {
    const draft = draftOf(subject)
    draft.state = 'exempt'
    draft.facts[0] = '90'
    expect(changesOf(subject, draft).map((r) => [r.line, r.fact])).toEqual([[1, 'state'], [2, 'external']])
  })
})
