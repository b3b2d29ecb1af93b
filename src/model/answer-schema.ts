import { z } from 'zod'
import { type PromptName, promptOutputs } from '../domain/writing.ts'

/**
 * The JSON Schema of a prompt's answer by the rules of strict schemas: every key is required, no other is allowed, and no bounds,
 * since some servers refuse what they cannot keep to.
 */
export function answerSchema(name: PromptName): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(promptOutputs[name], {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum
      delete jsonSchema.maximum
    },
  })
  return schema
}
