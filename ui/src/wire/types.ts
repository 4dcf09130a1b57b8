/** The types of what the shell answers, made from the Rust views. */
export type * from './generated'
