import { expect, it } from 'vitest'
import type { MeetingPerson, MeetingRow } from '@/wire/types'
import { around, newsOf, pageOf, pagesOf } from './picture'

const row = (subject: number, rank: number, score: string, group = ''): MeetingRow => ({
  subject, rank, score, group, name: `N${subject}`, village: 'V', grid: 'G', grade: null, reward_fen: null,
})

it('tells who is new, who rose or fell, and not who was only pushed down', () => {
  const before = [row(1, 1, '95.00'), row(2, 2, '90.00'), row(3, 3, '85.00')]
  const now = [row(3, 1, '97.00'), row(4, 2, '96.00'), row(1, 3, '95.00'), row(2, 4, '80.00')]
  const news = newsOf(before, now)
  expect(news.get(3)).toEqual({ kind: 'up', by: 2 })
  expect(news.get(4)).toEqual({ kind: 'new', by: 0 })
  expect(news.get(2)).toEqual({ kind: 'down', by: 2 })
  expect(news.has(1)).toBe(false)
})

it('marks a score that changed without a change of place', () => {
  expect(newsOf([row(1, 1, '95.00')], [row(1, 1, '96.00')]).get(1)?.kind).toBe('same')
})

it('pages each group for itself and leaves out places after the top', () => {
  const rows = [row(1, 1, '9', 'a'), row(2, 2, '8', 'a'), row(3, 2, '8', 'a'), row(4, 4, '7', 'a'), row(5, 1, '9', 'b')]
  const shown = (size: number, top: number | null) => pagesOf(rows, size, top).map((page) => page.rows.map((r) => r.subject))
  expect(shown(3, null)).toEqual([[1, 2, 3], [4], [5]])
  // Equal places at the edge stay together.
  expect(shown(9, 2)).toEqual([[1, 2, 3], [5]])
  expect(pageOf(pagesOf(rows, 3, null), 4)).toBe(1)
  expect(pageOf(pagesOf(rows, 3, 2), 4)).toBe(-1)
})

it('keeps who is in hand among the people shown', () => {
  const people = Array.from({ length: 20 }, (_, i): MeetingPerson => ({ subject: i, name: '', grid: '', state: null, entered: 0, asked: 1 }))
  const shown = (at: number | null) => around(people, at, 5).map((person) => person.subject)
  expect(shown(0)).toEqual([0, 1, 2, 3, 4])
  expect(shown(10)).toEqual([8, 9, 10, 11, 12])
  expect(shown(19)).toEqual([15, 16, 17, 18, 19])
  expect(shown(null)).toEqual([0, 1, 2, 3, 4])
})
