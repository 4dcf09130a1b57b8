import { expect, it } from 'vitest'
import { add, copyToNextYear, isDay, ranges, read, remove, type Days } from './days'

const files = import.meta.glob<string>('../../../../assets/holidays/*.csv', { eager: true, query: '?raw', import: 'default' })
const NONE: Days = { holidays: [], workdays: [], day_names: [] }
const off = { from: '2026-10-01', to: '2026-10-07', kind: 'off' as const, name: 'A' }
const work = { from: '2026-10-10', to: '2026-10-10', kind: 'work' as const, name: 'A' }

it('gives back the ranges that were added, each once', () => {
  const days = [work, off, off].reduce(add, NONE)
  expect(days.holidays).toHaveLength(7)
  expect(ranges(days)).toEqual([off, work])
  expect(ranges(remove(days, off))).toEqual([work])
})

it('lets what is added take the place of what stood there', () => {
  const days = add(add(NONE, off), { from: '2026-10-05', to: '2026-10-05', kind: 'work', name: '' })
  expect(ranges(days).map((r) => [r.from, r.to, r.kind])).toEqual([
    ['2026-10-01', '2026-10-04', 'off'],
    ['2026-10-05', '2026-10-05', 'work'],
    ['2026-10-06', '2026-10-07', 'off'],
  ])
})

it('copies a year to the next and leaves a day out that the next has not', () => {
  const days = add(add(NONE, off), { from: '2028-02-29', to: '2028-02-29', kind: 'off', name: '' })
  expect(ranges(copyToNextYear(days, '2026')).map((r) => r.from)).toEqual(['2026-10-01', '2027-10-01', '2028-02-29'])
  expect(ranges(copyToNextYear(days, '2028'))).toEqual(ranges(days))
})

it('reads a table and names the lines that it can not read', () => {
  const found = read('from,to,kind,name\n2026-10-01,2026-10-07,off,A\n2026-10-10,work,A\n\n2026-02-30,off,B\n2026-01-02,rest,C\n')
  expect(found.ranges).toEqual([off, work])
  expect(found.bad).toEqual([5, 6])
  expect(read('2026-01-02,rest,C', { off: ['rest'], work: [] }).bad).toEqual([])
})

it('reads every table that ships with the program without a bad line, shifted days on weekends', () => {
  expect(Object.keys(files).length).toBeGreaterThan(0)
  for (const text of Object.values(files)) {
    const found = read(text)
    expect(found.bad).toEqual([])
    const shifted = found.ranges.filter((r) => r.kind === 'work').map((r) => new Date(r.from).getUTCDay())
    expect(shifted.every((day) => day === 0 || day === 6)).toBe(true)
    expect(found.ranges.every((r) => isDay(r.from) && isDay(r.to))).toBe(true)
  }
})
