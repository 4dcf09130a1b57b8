import { expect, it } from 'vitest'
import type { BriefView } from '@/wire/types'
import { differences } from './tried'

const brief = (over: Partial<BriefView>): BriefView => ({
  score: '88.00', rank: 2, grade: 'B', reward_fen: 10000, reward_goods: [], deduction_fen: 0, measures: [], ...over,
})
const subject = (was: Partial<BriefView>, now: Partial<BriefView>) => ({
  subject_id: '1', code: 'W001', name: 'n', village: null, was: brief(was), now: brief(now),
})

it('shows only what differs, as it was and as it would be', () => {
  expect(differences(subject({}, { grade: 'A', reward_fen: 20000 }))).toEqual([
    { field: 'grade', was: 'B', now: 'A' },
    { field: 'reward', was: '100.00', now: '200.00' },
  ])
  expect(differences(subject({ measures: ['m'] }, {}))).toEqual([{ field: 'measures', was: 'm', now: '' }])
  expect(differences(subject({}, {}))).toEqual([])
})

it('tells nothing due from no reward at all', () => {
  expect(differences(subject({ reward_fen: 0 }, { reward_fen: null }))).toEqual([{ field: 'reward', was: '0.00', now: '' }])
})
