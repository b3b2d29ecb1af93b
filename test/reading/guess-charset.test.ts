import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeText } from '../../src/reading/decode-text.ts'
import { guessCharset } from '../../src/reading/guess-charset.ts'

const russian = 'Паром снова ходит между островами после шести недель стоянки, сообщил порт. Билеты уже продаются.'
const greek = 'Το πλοίο επέστρεψε στο νησί τη Δευτέρα, έξι εβδομάδες αργότερα, ανακοίνωσε το λιμεναρχείο της πόλης.'
const hebrew = 'המעבורת חזרה לאי ביום שני לאחר שישה שבועות של המתנה, כך הודיע הנמל בהודעה לעיתונות.'
const arabic = 'عادت العبارة إلى الجزيرة يوم الاثنين بعد ستة أسابيع من الانتظار حسبما أعلن الميناء في بيان.'
const chinese = '渡轮星期一再次在岛屿之间航行，港口方面说，在六个星期的停航之后，旅客的人数会比去年多。这是第一次。'
const taiwanese = '渡輪星期一再次在島嶼之間航行，港口方面說，在六個星期的停航之後，旅客的人數會比去年多。這是第一次。'
const japanese = 'フェリーは月曜日に島の間を再び運航している。六週間の運休の後、乗客の数は去年より多いと港は発表した。'
const korean =
  '연락선이 월요일에 섬 사이를 다시 운항한다고 항구가 발표했다. 여섯 주의 운휴 이후 승객의 수는 작년보다 많을 것이다.'

test.each([
  ['windows-1251', russian],
  ['koi8-r', russian],
  ['iso-8859-5', russian],
  ['cp866', russian],
  ['windows-1253', greek],
  ['windows-1255', hebrew],
  ['windows-1256', arabic],
  ['gb2312', chinese],
  ['big5', taiwanese],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', korean],
])('reads %s that says nothing of itself', async (charset, text) => {
  const page = `<div class="story"><p>${text}</p></div>`
  expect(await decodeText(iconv.encode(page, charset))).toBe(page)
})

test('guesses nothing for Latin letters, short texts and UTF-8 with stray bytes', () => {
  const french = 'Le ferry a été remis en service lundi, six semaines après l’arrêt, a annoncé le port de la vallée.'
  expect(guessCharset(iconv.encode(french, 'windows-1252'))).toBe(null)
  expect(guessCharset(iconv.encode('Příliš žluťoučký kůň úpěl ďábelské ódy, oznámil přístav.', 'windows-1250'))).toBe(
    null,
  )
  expect(guessCharset(iconv.encode('Паром', 'koi8-r'))).toBe(null)
  for (const text of [russian, chinese, japanese]) {
    expect(guessCharset(Buffer.concat([Buffer.from(text), Buffer.from([0x93]), Buffer.from(text)]))).toBe(null)
  }
})

test('does not take a text for UTF-16 because it says so', async () => {
  const feed = `<?xml version="1.0" encoding="utf-16"?><rss>${russian}</rss>`
  expect(await decodeText(Buffer.from(feed))).toBe(feed)
})
