import Kernel
import Platform

// Refusals that several features share.
// swift-format-ignore
extension Problem.Code {
    static let openBusiness      = Self("open_business", 409, [
        "it": "Ci sono affari in corso: lezioni future, una contestazione aperta, lezioni vendute o un saldo.",
        "en": "There is unfinished business: lessons ahead, an open dispute, lessons that were sold, or a balance."])
    static let alreadyThere      = Self("already_there", 409, [
        "it": "Esiste già.", "en": "This exists already."])
    static let ownAccount        = Self("own_account", 409, [
        "it": "Non puoi farlo sul tuo stesso account.", "en": "You cannot do this to your own account."])
    static let tutorNotVerified  = Self("tutor.not_verified", 409, [
        "it": "L'insegnante non è verificato.", "en": "The tutor is not verified."])
    static let studentProfileMissing = Self("student.profile_missing", 409, [
        "it": "Prima completa il tuo profilo di studente.", "en": "Complete your student profile first."])
}

// swift-format-ignore
extension Refusal {
    static let computed          = Refusal("computed", ["it": "è calcolato dal server", "en": "is calculated by the server"])
    static let inThePast         = Refusal("in_the_past", ["it": "è nel passato", "en": "is in the past"])
    static let endsBeforeItStarts = Refusal("ends_before_it_starts", ["it": "non è dopo l'inizio", "en": "is not after the start"])
    static let notBeforeTomorrow = Refusal("not_before_tomorrow", ["it": "deve essere da domani in poi", "en": "must be tomorrow or later"])
    static let listedTwice       = Refusal("listed_twice", ["it": "è elencato due volte", "en": "is listed twice"])
    static let unknownSubject    = Refusal("unknown_subject", ["it": "non è una materia", "en": "is not a subject"])
    static let unknownTutor      = Refusal("unknown_tutor", ["it": "non è un insegnante", "en": "is not a tutor"])
    static let unknownStudent    = Refusal("unknown_student", ["it": "non è uno studente", "en": "is not a student"])
    static let unknownFile       = Refusal("unknown_file", ["it": "non è un file che puoi usare qui", "en": "is not a file that you can use here"])
    static let minimumAboveMaximum = Refusal("minimum_above_maximum", ["it": "supera il massimo", "en": "is greater than the maximum"])
    static let spanTooLong       = Refusal("span_too_long", ["it": "è un periodo troppo lungo", "en": "is too long a period"])
}
