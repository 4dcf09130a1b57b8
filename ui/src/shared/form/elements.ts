/** Element Plus's declarations of these don't survive TypeScript 6; here they say what we use of them. */
import { ElConfigProvider, ElOption, ElSelect, ElSelectV2 } from 'element-plus'
import type { Language } from 'element-plus/es/locale'
import type { VNode } from 'vue'

type Typed<P> = new () => { $props: P; $slots: { default?: () => VNode[] } }

/** A choice of an ElSelect. */
export const Choice = ElOption as unknown as Typed<{ value: string | number; label?: string; disabled?: boolean }>

export const Locale = ElConfigProvider as unknown as Typed<{ locale: Language; emptyValues?: unknown[] }>

/** A select that searches as one types, or says what it waits for. */
export const SearchSelect = ElSelect as unknown as new () => {
  $props: {
    modelValue: number | string | null
    filterable?: boolean
    allowCreate?: boolean
    defaultFirstOption?: boolean
    remote?: boolean
    remoteMethod?: (text: string) => void
    loading?: boolean
    placeholder?: string
    onFocus?: () => void
    'onUpdate:modelValue'?: (value: never) => void
  }
  $slots: { default?: () => VNode[]; label?: () => VNode[] }
}

/** A select over a long list. */
export const LongSelect = ElSelectV2 as unknown as Typed<{
  modelValue: number | undefined
  options: { value: number; label: string }[]
  filterable?: boolean
  remote?: boolean
  remoteMethod?: (text: string) => void
  clearable?: boolean
  placeholder?: string
  'onUpdate:modelValue'?: (value: number | undefined) => void
}>
