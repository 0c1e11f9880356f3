import Kernel

// The faults of a diary entry, in `errors[].code` and as the code of a refused op.
// swift-format-ignore
extension Refusal {
    static func logOutOfRange(_ range: ClosedRange<Int>) -> Refusal {
        Refusal("log.out_of_range", [
            "en": "must be from \(range.lowerBound) to \(range.upperBound)",
            "it": "deve essere da \(range.lowerBound) a \(range.upperBound)",
        ])
    }

    static func logOffStep(_ step: Int) -> Refusal {
        Refusal("log.off_step", ["en": "must be on the scale's steps of \(step)", "it": "deve rispettare il passo di \(step) della scala"])
    }

    static let logFutureDate    = Refusal("log.future_date",    ["en": "is a date in the future", "it": "è una data futura"])
    static let logTooOld        = Refusal("log.too_old",        ["en": "is too long ago", "it": "è troppo indietro nel tempo"])
    static func logTooOld(within days: Int) -> Refusal {
        Refusal("log.too_old", [
            "en": "must be at most \(days) days before the day of writing",
            "it": "deve essere al massimo \(days) giorni prima del giorno in cui è scritto",
        ])
    }
    static let logUnknownDomain = Refusal("log.unknown_domain", ["en": "is not a domain of the diary on this date", "it": "non è un ambito del diario in questa data"])
    static let logUnknownBase   = Refusal("log.unknown_base",   ["en": "is not an operation of this entry", "it": "non è un'operazione di questa voce"])
    static let logEmpty         = Refusal("log.empty",          ["en": "needs a score or a note", "it": "richiede un punteggio o una nota"])
    static let logPayloadAlone  = Refusal("log.payload_alone",  ["en": "needs a score with it", "it": "richiede un punteggio"])
    static let consentRequired  = Refusal("consent_required",   ["en": "needs your consent to the diary", "it": "richiede il consenso al diario"])
}
