import Kernel

// swift-format-ignore
extension Problem.Code {
    static let logExists      = Self("log.exists", 409, ["en": "There is an entry for this domain and date already.", "it": "Esiste già una voce per questo ambito e questa data."])
    static let cursorExpired  = Self("cursor_expired", 410, ["en": "This cursor is too old: keep the operations that you have not sent, delete your copy of the diary, and start again without a cursor.", "it": "Questo cursore è troppo vecchio: conservi le operazioni non inviate, elimini la sua copia del diario e ricominci senza cursore."])
}

extension Problem {
    static func tooMany(_ limit: Int) -> Problem {
        Problem(
            .tooLarge,
            [
                "en": "At most \(limit) in one request.",
                "it": "Al massimo \(limit) per richiesta.",
            ],
            extras: ["limit": .integer(Int64(limit))]
        )
    }
}

// swift-format-ignore
extension Refusal {
    static let payloadTooLarge = Refusal("too_long", ["en": "must have at most 4 KiB as JSON", "it": "può avere al massimo 4 KiB come JSON"])
    static let notAnOpID       = Refusal("not_accepted", ["en": "must have 8 to 100 characters of A-Z a-z 0-9 . _ : -", "it": "deve avere da 8 a 100 caratteri tra A-Z a-z 0-9 . _ : -"])
    static let notADomainKey   = Refusal("not_accepted", ["en": "must have 2 to 40 lowercase letters, digits and underscores, and begin with a letter", "it": "deve avere da 2 a 40 lettere minuscole, cifre e trattini bassi, e iniziare con una lettera"])
    static let foreignCursor   = Refusal("invalid_cursor", ["en": "is not a cursor of the diary", "it": "non è un cursore del diario"])
    static let sinceTooSoon    = Refusal("too_soon", ["en": "must be a day that has not begun anywhere", "it": "deve essere un giorno non ancora iniziato in nessun luogo"])
    static let rangeReversed   = Refusal("out_of_range", ["en": "must be greater than lo", "it": "deve essere maggiore di lo"])
    static let stepIndivisible = Refusal("not_accepted", ["en": "must divide the range from lo to hi", "it": "deve dividere l'intervallo da lo a hi"])
    static let bandsReversed   = Refusal("out_of_range", ["en": "must be greater than amber", "it": "deve essere maggiore di amber"])
    static let tooManyDomains  = Refusal("too_many", ["en": "would be more than 30 domains", "it": "supererebbe i 30 ambiti"])
    static let fromAfterTo     = Refusal("out_of_range", ["en": "must not be before from", "it": "non può precedere from"])
}
