/** A place to save to that is offered: beside the office file. */
import { fileName } from '@/shared/format'
import { useOffice } from '@/wire/office'

export function beside(name: string): string {
  const path = useOffice().view?.path ?? ''
  return path.slice(0, path.length - fileName(path).length) + name
}
