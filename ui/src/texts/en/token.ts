// English texts of the token step.
import { formatDate, formatNumber, formatTime, plural } from '../format';

export const token = {
  titleMake: 'Make the secret token',
  sentencePair:
    'Entra asks for one token; you have two halves. Footbridge puts them together on this device, as the vendor expects it.',
  titlePaste: 'Paste the secret token',
  sentencePaste:
    'It is checked here for what goes wrong when a token is copied, and kept for the steps that follow.',
  titleReady: 'The secret token is ready',
  sentenceReady: 'You will paste it into Entra later; it is at hand there again.',
  titleExpired: 'The secret token has expired',
  sentenceExpired: (day: string | null) =>
    `${day === null ? 'Its day has passed' : `It was valid until ${day}`}: Entra is refused with it, and so is every test. If the date is wrong, correct it below.`,
  makeNew: 'Make a new one',
  madeFor: (host: string) =>
    `The token of this run was made for ${host}. The tenant URL is of another server now, so it is not sent there: enter it anew here, or put the URL back.`,
  putUrlBack: 'Put the URL back',
  toUrl: 'Go to the tenant URL',
  where: 'Where to find it',
  useReady: (label: string) => `I have the ready token (${label})`,
  usePair: 'I have the key and the secret',
  composition: 'How the token comes about',
  key: 'Key',
  secret: 'Secret',
  token: 'Secret token',
  base64: 'base64',
  joined: 'joined',
  empty: 'still empty',
  make: 'Make the token',
  use: 'Use this token',
  making: 'Making the token…',
  peek: (label: string) => `Show what is in ${label}`,
  emptyField: (label: string) => `Paste the ${label} first.`,
  recognised: {
    nothing: '',
    pair: '',
    readyToken: 'This is a ready token: it is taken as it is.',
    credential: 'This is taken as it is.',
    joinedPair: 'Key and secret came together; they are taken apart at the colon.',
  },
  localOnly: 'Works without network.',
  online: 'This device is online; you may go offline for this step.',
  offline: 'This device is offline. That is fine here.',
  practiceFill: 'Fill in practice key and secret',
  practiceFillToken: 'Fill in the practice token',
  remembered: (lastFour: string) => `You made a token before; it ends in ${lastFour}.`,
  rememberedSaved: 'It is in the keyring of this device.',
  rememberedExpired: 'It has expired, so a new one is needed.',
  rememberedNotSaved: 'It was not saved, so it has to be pasted once more.',
  load: 'Take it from the keyring',
  waitingForKeyring: 'Waiting for the keyring. It may be asking for its password in another window.',

  endsIn: (lastFour: string) => `Secret token, ends in ${lastFour}`,
  shownNow: 'Secret token, shown in full',
  copy: 'Copy',
  copied: (seconds: number) =>
    `Token copied. It is cleared from the clipboard after ${plural(seconds, 'second', 'seconds')}.`,
  onClipboard: (left: number) => `On the clipboard for ${left} s`,
  cleared: 'Cleared from the clipboard.',
  replaced: 'You have copied something else since; that was left alone.',
  reveal: 'Hold to reveal',
  revealing: 'Let go to hide',
  makeAnother: 'Make another',
  fingerprint: 'Fingerprint',
  fingerprintHint: 'the same token always has the same one',
  characters: (count: number) => `${formatNumber(count)} characters`,
  made: 'Made',
  madeFrom: {
    pair: (at: string) => `${formatTime(at)}, from key and secret`,
    ready: (at: string) => `${formatTime(at)}, as pasted`,
    saved: (at: string) => `${formatDate(at)}, taken from the keyring`,
  },
  keyring: 'Keyring',
  save: 'Save it in the keyring of this device',
  notSaved: 'Otherwise it lives until Footbridge is closed.',
  practiceNotSaved: 'Nothing of practice is saved.',
  saved: 'In the keyring of this device.',
  remove: 'remove…',
  expiry: 'Expires on',
  expiryAfter: 'After',
  expiryDays: 'days, or on',
  expiryNone:
    'No date is known. Enter one if the vendor gave you one, and Footbridge makes a calendar entry of it.',
  expiryIn: (days: number) =>
    days < 0
      ? `It has expired ${plural(-days, 'day', 'days')} ago.`
      : days === 0
        ? 'It expires today.'
        : `That is in ${plural(days, 'day', 'days')}.`,
  expirySource: {
    jwt: 'The date is read from the token itself.',
    profile: 'The date follows from the vendor’s rule; correct it if you chose another.',
    entered: 'As you entered it.',
  },
  expiryClear: 'no date',
};
