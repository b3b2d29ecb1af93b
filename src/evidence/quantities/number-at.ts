/** A number as written, with its scale: "1.5 million", "two dozen", "a third". `to` is an exclusive token index, `start` and `end` are text offsets. */
export interface NumberAt {
  from: number
  to: number
  start: number
  end: number
  value: number
  /** the factor that a scale word put into the value: 1_000_000 for "1.5 million", else 1 */
  scale: number
  /** `vague`: "dozens", "tens of thousands", "several hundred"; `ratio`: "a third", "half of", "three in ten" */
  form: 'digits' | 'words' | 'ratio' | 'vague'
  /** what a hyphen joins to the number: "year" of "five-year", "year-old" of "50-year-old" */
  joined: { text: string; end: number } | null
}
