/** Does something that may be refused: the refusal is shown, what was written goes to the undo line and the screens. */
import { refuse, say } from '@/shared/notice'
import { useOffice, type Topic } from './office'
import { problemsOf } from './refusal'
import type { Changed } from './types'

function isChanged(value: unknown): value is Changed {
  return typeof value === 'object' && value !== null && 'topics' in value && 'undo' in value
}

/** Undefined when it was refused. */
export async function act<V>(work: () => Promise<V>, done?: (value: V) => string): Promise<V | undefined> {
  return actOwn(work, [], done)
}

/** The same by a screen that shows the change to its own topics itself. */
export async function actOwn<V>(work: () => Promise<V>, own: Topic[], done?: (value: V) => string): Promise<V | undefined> {
  const office = useOffice()
  try {
    const value = await work()
    if (isChanged(value)) office.wrote(value, own)
    else if (typeof value === 'object' && value !== null && 'changed' in value && isChanged(value.changed)) {
      office.wrote(value.changed, own)
    }
    if (done) say(done(value))
    return value
  } catch (thrown) {
    refuse(problemsOf(thrown))
    return undefined
  }
}
