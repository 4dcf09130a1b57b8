import { expect, it } from 'vitest'
import { Refusal, refusal } from './refusal'

it('keeps every reason of a refusal', () => {
  const told = refusal('set_mark', {
    problems: [
      { code: 'mark-out-of-range', place: 'A', text: 'too much', remedy: 'less' },
      { code: 'month-closed', place: '', text: 'closed', remedy: '' },
    ],
  })
  expect([told.code, told.problems.length, told.has('month-closed'), told.has('other')]).toEqual(['mark-out-of-range', 2, true, false])
  expect(told.message).toBe('too much\nclosed')
})

it('fills what a reason leaves out, and drops what is none', () => {
  expect(refusal('x', { problems: [{ code: 'a' }, null, 3] }).problems).toEqual([{ code: 'a', place: '', text: '', remedy: '' }])
})

it('shows what can not be read as it came', () => {
  expect(refusal('x', 'command x not found').problems[0]?.text).toBe('command x not found')
  expect(refusal('x', new Error('broken')).problems[0]?.text).toBe('broken')
  expect(refusal('x', { problems: [] }).code).toBe('unexpected')
})

it('passes a refusal through', () => {
  const first = new Refusal('a', [])
  expect(refusal('b', first)).toBe(first)
})

it('a reason about one cell keeps its cell', () => {
  const told = refusal('set_marks', { problems: [{ code: 'mark-unreadable', place: '', text: '', remedy: '', cell: '7/3' }] })
  expect(told.problems[0]?.cell).toBe('7/3')
})
