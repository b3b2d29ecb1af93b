/** The databases whose SQL we write. */
export type Dialect = 'sqlite' | 'postgres'
