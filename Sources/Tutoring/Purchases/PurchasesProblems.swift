import Kernel

// swift-format-ignore
extension Problem.Code {
    static let packageChanged  = Self("package.changed", 409, [
        "it": "Nel frattempo il pacchetto è cambiato. Guarda la versione attuale.", "en": "The package has changed meanwhile. Look at its present version."])
    static let packageNotOnSale = Self("package.not_on_sale", 409, [
        "it": "Questo pacchetto non è in vendita.", "en": "This package is not on sale."])
    static let fraudRefused    = Self("fraud.refused", 403, [
        "it": "L'acquisto non è possibile. Scrivi all'assistenza.", "en": "This purchase is not possible. Write to the support."])
    static let refundTooLate   = Self("refund.too_late", 409, [
        "it": "Il tempo per il rimborso è finito.", "en": "The time for a refund is over."])
    static let refundLessonsBooked = Self("refund.lessons_booked", 409, [
        "it": "Ci sono lezioni prenotate con questo acquisto. Annullale prima.", "en": "Lessons of this purchase are booked. Cancel them first."])
    static let refundNothingLeft = Self("refund.nothing_left", 409, [
        "it": "Non resta nulla da rimborsare.", "en": "Nothing is left to refund."])
}
