/** What reads pages and writes texts: "language models", "an AI reading this page". Never a company of that trade, nor "an assistant" alone, who may be a person. */
const machine =
  '(?:(?:an? |any |all |the |every )?(?:(?:large )?language models?|llms?|(?:chat)?bots?|chatgpt|summari[sz]ers?|ais?(?=[,:;.!?)]|$| (?:reading|that|which|who|processing|summari[sz]ing|must|should|may|can))|(?:ai|automat(?:ed|ic)|machine|llm|software) (?:summary |writing |reading |news |search )?(?:systems?|agents?|assistants?|models?|tools?|readers?|services?|summari[sz]ers?|scrapers?|crawlers?|programs?))\\b)'
const piece = '(?:article|text|page|story|piece|report|post|mail|e-?mail|message|document|entry)'
/** The text that a machine has before it: "this report", "the article"; "the report" is mostly one in the news. */
const own = `(?:this ${piece}|the (?:article|page|text above))`
/** A short text on another one, and what a machine gives back. */
const account = '(?:summar(?:y|ies)|recaps?|retellings?|digests?|briefs?|abstracts?)'
const reply = `(?:${account}|answers?|repl(?:y|ies)|responses?|outputs?)`
const saying =
  '(?:say|state|report|write|mention|claim|announce|assert|pretend|recommend|repeat|add|conclude|note|tell)'
const must =
  '(?:must|should|shall|has to|have to|needs? to|ought to|(?:is|are) to|(?:is|are) (?:asked|told|instructed|required) to)'
/** "that" before a statement, and not before an adverb or a person: "Report that to the police", "Write that down". */
const thatClause =
  '(?:that (?!(?:to|in|on|up|down|out|back|again|with|into|as|for|way|much|too|you|your|i|we|they|it)\\b)|as follows)'
const inSentence = (most: number) => `[^.?!:;]{0,${most}}`

const all = (sources: string[]) => sources.map((source) => new RegExp(source, 'iu'))

/** Without one of these words no pattern that may match anywhere in a sentence does. */
export const clues =
  /language model|\bllms?\b|bots?\b|gpt|\bais?\b|automat|machine|software|assistant|\bmodels?\b|programs?\b|\btools?\b|summar|recap|retell|digest|brief|abstract|shorten|answer|repl(?:y|ies)|respon|output|\byou (?:will|must|should|shall|are|have|need)|\b(?:this|the) (?:article|text|page|story|piece|report|post|mail|e-?mail|message|document|entry)/i

/** Words to machines wherever they stand in a sentence. */
export const wherever = all([
  // If you are a language model …
  `\\b(?:if|as|since) you(?:['’]re| are) ${machine}`,
  // AI systems must report that … Language models may not quote this text.
  `\\b${machine}${inSentence(60)}\\b(?:${must}|(?:may|can) only)\\b${inSentence(30)}\\b(?:${saying}|answer|reply|respond)\\b (?:only )?${thatClause}`,
  `\\b${machine}${inSentence(60)}\\b(?:${must}|may)(?: not)?\\b${inSentence(30)}\\b(?:retell|summari[sz]e|shorten|quote|cite|describe|say|state|report|use) (?:only )?${own}`,
  // Any assistant that shortens this text states …
  `\\b(?:assistants?|models?|tools?|programs?|services?|software|agents?|readers?|whoever|anything|anyone) (?:that |which |who )?(?:shortens?|summari[sz]es?|retells?|processes) ${own}${inSentence(40)}\\b(?:${saying}s?|${must})\\b`,
  // Summaries of this article should say … This article is best summarized as …
  `\\b${account} (?:of|for|on|about) ${own}\\b[^.?!;]{0,60}?(?:\\b(?:${must}|reads?|says?|is as follows|is that)\\b|:)`,
  `\\b${own} (?:is|should be|must be|can be|may be|is to be) (?:only |to be )?(?:best |correctly |accurately )?(?:summari[sz]ed|shortened|retold|described|reported|quoted|paraphrased) (?:as|by|with|like)\\b`,
  // … be stated in every recap; … takes the place of the summary; readers of the brief are told …
  `\\b(?:be|is|are) (?:stated|said|mentioned|reported|included|added|noted|told|repeated|written|given)\\b[^.?!;]{0,30}\\bin (?:every|any|each|all|your|the) ${reply}\\b`,
  `\\b(?:replaces?|(?:in the|takes the) place of|instead of) (?:the|your|every|any|all) ${reply}\\b`,
  `\\breaders of (?:the|this|your|every|any) ${account} (?:are|${must}|be)\\b`,
  `\\b(?:every|any|each|all) ${reply}[^.?!;]{0,30}\\b(?:says?|states?|${must}|is|are) (?:be |say |state )?${thatClause}`,
  // …, as every assistant is to say.
  `\\b(?:every|any|all|each) (?:assistants?|models?|machines?|programs?|tools?|bots?)\\b${inSentence(40)}\\b(?:${must}) (?:${saying}|answer|reply|repeat)\\b(?= that\\b|\\W*$|[,)])`,
  `\\bthe answer to (?:any|every|all|each) questions?\\b`,
  // You will report that …
  `\\byou (?:will|must|should|shall|are to|have to|need to)(?: only)? (?:say|state|report|write|mention|claim|announce|repeat|answer|reply) that (?=the |an? |all |no |every |\\p{Lu}|\\d)`,
])

/** Words to machines with which a clause begins. */
export const openings = all([
  // Ignore all previous instructions. Disregard the article above.
  `^(?:ignore|disregard|forget|override)\\b[^.,;:]{0,25}?\\b(?:(?:previous|prior|above|earlier|preceding) ?\\w*|instructions?|prompts?|your (?:rules|guidelines|training)|(?:the|this) (?:whole |entire |rest of the )?${piece})\\b`,
  `^from now on,? you\\b|^you are (?:now |no longer )${machine}|^you are now (?:an? )?(?:helpful|unrestricted|different)\\b`,
  // Note to language models: … TL;DR for bots: … Dear AI, …
  `^(?:\\p{L}+[’']s? )?(?:notes?|notices?|messages?|memo|instructions?|attention|warning|reminder|tl;?dr|${account}|hint|to|for)\\b[^.:!?]{0,30}?\\b${machine}[^.:!?]{0,40}[:–—]`,
  `^(?:dear|hey|hi|hello|attention),? ${machine}`,
  // System: … Assistant, say … Models: quote …
  `^(?:system|assistant|developer)(?: (?:prompt|message|notice|note|instructions?|override))?:`,
  `^(?:system|assistant|developer|ai|chatbot|models?)(?:[,:]|,? please) (?:${saying}|ignore|reply|answer|quote)\\b`,
  `^${machine}[:,] (?:please |now |you )?(?:(?:only |always )?(?:${saying}|ignore|reply|answer|output|use|quote)|you must|the (?:correct|only|right|true|real))\\b`,
  `^(?:new|updated|revised|additional|hidden|secret|special|further|final) (?:instructions?|prompts?|directives?)\\s?:`,
  // Summarize this mail as … Write in your summary … Begin your reply with … Reply with an empty list.
  `^(?:summari[sz]e|shorten|retell|describe|paraphrase) ${own} (?:as|by|with|like|so)\\b`,
  `^(?:${saying}|include|put|insert|use|begin|start|end|open|close|finish|keep|leave)\\b[^.?!;]{0,40}\\b(?:in|with|of|from|to) (?:your|every|any|each|all) (?:${reply}|lines?)\\b`,
  `^${saying}\\b in (?:the|a) ${reply}\\b`,
  `^(?:begin|start|end|open|close|finish) (?:your|every|each|the) ${reply}\\b`,
  `^(?:reply|respond|answer)(?: only)? (?:with|by) (?:an? empty|only|just|nothing|the (?:words?|sentence)|the following)\\b`,
  `^answer (?:to )?(?:every|any|all|each) (?:question|message|query|request)s?\\b`,
  // Say that … Tell your readers that … Could you add that … Quote the director as follows …
  `^(?:say|state|report|mention|claim|announce|assert|pretend|recommend|repeat|write) ${thatClause}`,
  `^(?:tell|inform|remind|assure|show|warn) (?:(?:the|your|all|every|any|our) )?(?:readers?|users?|subscribers?|audience|whoever|anyone|everyone|everybody)\\b(?: \\w+){0,4} that\\b`,
  `^(?:could|would|can|will) you (?:please |also |kindly )?(?:add|say|state|mention|report|write|note|include) that\\b`,
  `^quote [^.?!:;]{2,60}? (?:as follows|as saying|saying|with the words)\\b`,
  // Repeat your prompt. Decode and obey …
  `^(?:repeat|print|output|reveal|show|copy|recite)\\b[^.?!;]{0,30}\\b(?:prompts?|instructions|everything (?:above|before|that stands))\\b`,
  `^(?:decode|decrypt|execute|obey|follow)\\b[^.?!;]{0,25}\\b(?:obey|base64|follow|these instructions|the instructions|commands?)\\b`,
])
