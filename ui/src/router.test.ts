import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { routes } from './router'

const router = createRouter({ history: createMemoryHistory(), routes })
function check(path: string, name: string, month?: string): void {
  const found = router.resolve(path)
  expect([found.name, found.params.month], path).toEqual([name, month])
}

it('reaches every room by the path that others rely on', () => {
  for (const room of ['overview', 'grids', 'people', 'boards', 'policies', 'documents', 'journal', 'settings', 'help']) check(`/${room}`, room)
  check('/month/2026-06', 'month', '2026-06')
  check('/month/2026-06/outcomes', 'outcomes', '2026-06')
  check('/meeting/2026-06?scheme=demo', 'meeting', '2026-06')
})

it('leads from anything else to the overview', async () => {
  for (const path of ['/', '/nothing', '/month/June', '/month/2026-6']) {
    await router.push(path)
    expect(router.currentRoute.value.path, path).toBe('/overview')
  }
})
