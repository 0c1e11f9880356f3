import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let ownRequest          = Self("own_request", 409, ["en": "Someone other than the requester must do this.", "it": "Deve farlo chi non ha presentato la richiesta.", "ar": "يجب أن يقوم بذلك من لم يقدّم الطلب.", "ku": "دەبێت کەسێک ئەمە بکات کە داواکارییەکەی نەکردووە."])
    package static let reviewPending       = Self("review_pending", 409, ["en": "Your earlier access has not been reviewed yet.", "it": "Un suo accesso precedente non è ancora stato esaminato.", "ar": "لم تُراجع بعد عملية وصول سابقة لك.", "ku": "دەستگەیشتنێکی پێشووت هێشتا پێداچوونەوەی بۆ نەکراوە."])
    package static let breakGlassNotActive = Self("break_glass.not_active", 409, ["en": "The access is not open at the moment.", "it": "L'accesso non è aperto in questo momento.", "ar": "الوصول غير مفتوح الآن.", "ku": "دەستگەیشتنەکە ئێستا کراوە نییە."])
}

// swift-format-ignore
extension Refusal {
    static let unknownAccount = Refusal("unknown_account", ["en": "is not an account", "it": "non è un account", "ar": "ليس حساباً", "ku": "هەژمار نییە"])
    static let ownAccount     = Refusal("own_account", ["en": "is your own account", "it": "è il suo stesso account", "ar": "هو حسابك أنت", "ku": "هەژماری خۆتە"])
}
