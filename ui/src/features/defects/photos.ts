/** Photos put to a problem: what was wrong with single files is told, the others are in. */
import { t } from '@/shared/i18n'
import { refuse, say } from '@/shared/notice'
import { act } from '@/wire/act'
import { client } from '@/wire/client'
import type { PhotoStage } from '@/wire/types'

export async function addPhotos(defect: number, stage: PhotoStage, paths: string[], keep: boolean): Promise<void> {
  if (paths.length === 0) return
  const done = await act(() => client.addDefectPhotos(defect, stage, paths, keep))
  if (!done) return
  if (done.added.length > 0) say(t('defect.photos-added', { count: done.added.length }))
  if (done.problems.length > 0) refuse(done.problems)
}

export async function removePhoto(defect: number, photo: number): Promise<void> {
  await act(() => client.removeDefectPhoto(defect, photo))
}
