import { expect, it } from 'vitest'
import type { Sheet } from '@/wire/types'
import { layOut, made, scrolled } from './layout'
import { modelOf } from './model'
import { sheetOf } from './sheet.fixture'

it('puts a band before each village and keeps the place of every row', () => {
  const layout = layOut(modelOf(sheetOf(5, 2, 2) as Sheet).rows)
  expect(layout.items.map((i) => (i.kind === 'band' ? `${i.village} ${i.count}` : i.row.data.name))).toEqual([
    'V1 2', 'W1', 'W2', 'V2 2', 'W3', 'W4', 'V3 1', 'W5',
  ])
  expect(layout.places).toEqual([1, 2, 4, 5, 7])
})

it('always makes the neighbourhood of the cell in hand, wherever the sheet is scrolled to', () => {
  const layout = layOut(modelOf(sheetOf(100, 2, 100) as Sheet).rows)
  expect(made([50, 51, 52], layout, 0)).toEqual([1, 2, 3, 4, 50, 51, 52])
  expect(made([50, 51], layout, null)).toEqual([50, 51])
})

it('scrolls only as far as a cell needs to be seen', () => {
  expect(scrolled(0, 300, 64, 96, 32, 32)).toBe(0)
  expect(scrolled(0, 300, 320, 352, 32, 32)).toBe(84)
  expect(scrolled(200, 300, 160, 192, 32, 32)).toBe(128)
  expect(scrolled(10, 300, 0, 32, 32, 32)).toBe(0)
})
