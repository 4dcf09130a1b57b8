/** How an open sheet stands with the rest of the window: what is typed in it is saved before anything else, and an undo has its turn. */
import { onBeforeUnmount, onMounted, type Ref, type ShallowRef } from 'vue'
import { useOffice } from '@/wire/office'
import type { SheetSession } from './session'

export interface Turn {
  /** The cell in hand is left, and all that was typed is saved. */
  rest: () => Promise<void>
  /** A step under way reads the sheet again by itself. */
  reading: () => boolean
}

export function useTurn(session: ShallowRef<SheetSession | null>, grid: Ref<{ leave: () => void } | null>, readAgain: (held: SheetSession) => Promise<void>): Turn {
  const office = useOffice()
  let reading = false

  function rest(): Promise<void> {
    grid.value?.leave()
    return session.value?.rest() ?? Promise.resolve()
  }
  /** An undo has its turn in the queue, and what it left behind is on the sheet before the next mark is saved. */
  async function inTurn(work: () => Promise<void>): Promise<void> {
    const held = session.value
    if (!held) return work()
    grid.value?.leave()
    await held.inOrder(async () => {
      reading = true
      try {
        await work()
        await readAgain(held)
      } finally {
        reading = false
      }
    })
  }
  const refused = () => session.value?.model.value.refused.size ?? 0
  onMounted(() => {
    office.underWay.add(rest)
    office.unsaved.add(refused)
    office.lane = inTurn
  })
  // The last cell leaves its draft to the queue as the sheet goes; until that is sent, what follows still waits for it.
  onBeforeUnmount(() => {
    const leaving = session.value
    office.unsaved.delete(refused)
    if (office.lane === inTurn) office.lane = null
    setTimeout(() => void leaving?.rest().then(() => office.underWay.delete(rest)))
  })
  return { rest, reading: () => reading }
}
