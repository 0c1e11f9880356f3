import Kernel

// swift-format-ignore
extension Problem.Code {
    static let creditsNone        = Self("credits.none", 409, [
        "it": "Non ci sono crediti per questa lezione.", "en": "There are no credits for this lesson."])
    static let creditsExpireFirst = Self("credits.expire_first", 409, [
        "it": "I crediti scadono prima dell'inizio della lezione.", "en": "The credits expire before the lesson begins."])
    static let paymentsContested  = Self("payments.contested", 409, [
        "it": "Il pagamento è contestato presso la banca.", "en": "The payment is contested at the bank."])
}
