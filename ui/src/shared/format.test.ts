import { expect, it } from 'vitest'
import { amount, change, fileName, grouped, lastDay, money, monthAfter, monthParts, score, shiftMonth } from './format'

it('cuts money into yuan and fen without a float', () => {
  expect([0, 5, 150050, 1640902, -15000, null].map(money)).toEqual(['0.00', '0.05', '1,500.50', '16,409.02', '−150.00', ''])
})

it('groups yuan that come as text', () => {
  expect(['0.05', '1500.50', '1234567.00', '-15000.00'].map(amount)).toEqual(['0.05', '1,500.50', '1,234,567.00', '−15,000.00'])
})

it('shows a score as it came, and nothing where there is none', () => {
  expect([score('94.50'), score('-0.50'), score(null), score(undefined)]).toEqual(['94.50', '−0.50', '', ''])
})

it('always shows the sign of a change, but none for nothing', () => {
  expect([change('1.20'), change('-0.30'), change('0.00'), change(null)]).toEqual(['+1.20', '−0.30', '0.00', ''])
})

it('groups thousands', () => {
  expect([0, 999, 3087, 1234567].map(grouped)).toEqual(['0', '999', '3,087', '1,234,567'])
})

it('knows the months around a year’s end', () => {
  expect([monthAfter('2026-12'), monthAfter('2026-06'), shiftMonth('2026-01', -1)]).toEqual(['2027-01', '2026-07', '2025-12'])
  expect(monthParts('2026-06')).toEqual({ year: '2026', month: '6' })
  expect([lastDay('2026-02'), lastDay('2028-02'), lastDay('2026-06')]).toEqual(['2026-02-28', '2028-02-29', '2026-06-30'])
})

it('takes the file’s name from a path of either system', () => {
  expect([fileName('/a/b.xlsx'), fileName('C:\\a\\b.xlsx'), fileName('b.xlsx')]).toEqual(['b.xlsx', 'b.xlsx', 'b.xlsx'])
})
