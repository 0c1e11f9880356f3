import Kernel

// swift-format-ignore
extension Problem.Code {
    static let reviewNotTaught = Self("review.not_taught", 409, ["it": "Si può recensire solo ciò che si è svolto.", "en": "Only what took place can be reviewed."])
    static let reviewExists    = Self("review.exists", 409, ["it": "L'hai già recensita.", "en": "You have reviewed this already."])
    static let reviewClosed    = Self("review.closed", 409, ["it": "Il tempo per questa recensione è finito.", "en": "The time for this review is over."])
    static let reviewAnswered  = Self("review.answered", 409, ["it": "A questa recensione è già stato risposto.", "en": "This review has been answered already."])
}
