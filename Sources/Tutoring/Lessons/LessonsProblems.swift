import Kernel

// swift-format-ignore
extension Problem.Code {
    static let tooManyHolds    = Self("booking.too_many_holds", 409, ["it": "Hai già trattenuto tutti gli orari ammessi. Completane o lasciane uno.", "en": "You already hold as many times as allowed. Book or release one."])
    static let holdGone        = Self("booking.hold_gone", 409, ["it": "L'orario non è più trattenuto per te. Sceglilo di nuovo.", "en": "The time is no longer held for you. Choose it again."])
    static let tooManyOpenRequests = Self("booking.too_many_requests", 409, ["it": "Hai già troppe richieste in attesa presso questo insegnante.", "en": "Too many of your requests already wait for this tutor."])
    static let shareChanged    = Self("booking.share_changed", 409, ["it": "Nel frattempo la quota che ritorna è cambiata.", "en": "The share that comes back has changed meanwhile."])
    static let movesUsed       = Self("booking.moves_used", 409, ["it": "Hai già spostato questa lezione il massimo delle volte.", "en": "You have moved this lesson as often as allowed."])
    static let moveTooLate     = Self("booking.too_late", 409, ["it": "È troppo tardi per spostare questa lezione a quell'orario.", "en": "It is too late to move this lesson, or to that time."])
    static let disputeOver     = Self("booking.dispute_over", 409, ["it": "Il tempo per contestare questa lezione è finito.", "en": "The time to dispute this lesson is over."])
}

// swift-format-ignore
extension Refusal {
    static let tooEarly        = Refusal("too_early", ["it": "è troppo presto", "en": "is too early"])
    static let tooLate         = Refusal("too_late", ["it": "è troppo tardi", "en": "is too late"])
    static let notOffered      = Refusal("not_offered", ["it": "non è offerto da questo insegnante", "en": "is not offered by this tutor"])
    static let notOfThisLot    = Refusal("not_of_this_lot", ["it": "non corrisponde al pacchetto", "en": "does not match the lot"])
    static let neededWithoutLot = Refusal("needed_without_lot", ["it": "è obbligatorio senza lot_id", "en": "is required without lot_id"])
    static let sameTime        = Refusal("same_time", ["it": "è l'orario attuale", "en": "is the present time"])
    static let noSeries        = Refusal("no_series", ["it": "vale solo per le lezioni di una serie", "en": "is for lessons of a series only"])
}
