import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let roundTripState = Self("invalid_state", 400, ["en": "This was not begun in this browser, or is over. Start again.", "it": "Questa operazione non è iniziata in questo browser, oppure è terminata. Ricominciare.", "ar": "لم تبدأ هذه العملية في هذا المتصفح أو انتهت. ابدأ من جديد.", "ku": "ئەمە لەم وێبگەڕەوە دەستی پێنەکردووە یان تەواو بووە. دووبارە دەست پێ بکەرەوە."])
    package static let signInUnavailable = Self("sign_in.unavailable", 503, ["en": "Logins with this service are not available at the moment.", "it": "Gli accessi con questo servizio non sono disponibili al momento.", "ar": "الدخول عبر هذه الخدمة غير متاح حالياً.", "ku": "چوونەژوورەوە بەم خزمەتگوزارییە لە ئێستادا بەردەست نییە."])
}

// swift-format-ignore
extension Refusal {
    static let notAChallenge = Refusal("invalid_challenge", ["en": "is not the SHA-256 of a secret in base64url (43 characters)", "it": "non è lo SHA-256 di un segreto in base64url (43 caratteri)", "ar": "ليس تجزئة SHA-256 لسر بترميز base64url (43 حرفاً)", "ku": "SHA-256ی نهێنییەک نییە بە base64url (43 پیت)"])
    package static let notAllowedAddress = Refusal("not_our_address", ["en": "must be a path of this site that begins with /, or an address of it", "it": "deve essere un percorso di questo sito che inizia con /, o un suo indirizzo", "ar": "يجب أن يكون مساراً من هذا الموقع يبدأ بـ / أو عنواناً منه", "ku": "دەبێت ڕێڕەوێکی ئەم ماڵپەڕە بێت کە بە / دەستپێدەکات، یان ناونیشانێکی"])
}
