import { expect, it } from 'vitest'
import { block, stateOf, tidy } from './typed'

function check(typed: string, expected: string): void {
  expect(tidy(typed), typed).toBe(expected)
}

it('reads what offices type', () => {
  check('85.5', '85.5')
  check('８５．５', '85.5')
  check(' 13 ', '13')
  check('13分', '13')
  check('−0.5', '-0.5')
  check('－２', '-2')
  check('8。5', '8.5')
})

it('leaves what it can not read as it was typed', () => {
  check('缺勤', '缺勤')
  check('1O', '1O')
  check('1,5', '1,5')
  check('分', '分')
})

it('knows the letters of the states', () => {
  expect(['q', 'M', ' w ', 'x', '1', ''].map(stateOf)).toEqual(['absent', 'exempt', 'uninspected', null, null, null])
})

it('cuts a copied block into rows and cells', () => {
  expect(block('1\t2\r\n3\t4\r\n')).toEqual([['1', '2'], ['3', '4']])
  expect(block('1\n\n3')).toEqual([['1'], [''], ['3']])
  expect(block('"a ""b"""\t2')).toEqual([['a "b"', '2']])
  expect(block('"8\n5"\t2\n3\t"4\t4"\n')).toEqual([['8\n5', '2'], ['3', '4\t4']])
  expect(block('5" pipe\t"open')).toEqual([['5" pipe', '"open']])
  expect(block('\t\n1\t')).toEqual([['', ''], ['1', '']])
})
