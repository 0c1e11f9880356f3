import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let badSignature = Self("bad_signature", 400, ["en": "The signature is missing or wrong.", "it": "La firma manca o è errata.", "ar": "التوقيع مفقود أو خاطئ.", "ku": "واژووەکە نییە یان هەڵەیە."])
    package static let channelTaken = Self("channel.taken", 409, ["en": "Another account has linked this already.", "it": "È già collegato a un altro account.", "ar": "مرتبط بحساب آخر بالفعل.", "ku": "پێشتر بە هەژمارێکی ترەوە بەستراوە."])
    package static let channelUnavailable = Self("channel.unavailable", 503, ["en": "This channel is not available at the moment.", "it": "Questo canale non è disponibile al momento.", "ar": "هذه القناة غير متاحة حالياً.", "ku": "ئەم کەناڵە لە ئێستادا بەردەست نییە."])
    package static let hookUnverified = Self("webhooks.unverified", 403, ["en": "The token of this webhook is wrong.", "it": "Il token di questo webhook è errato.", "ar": "رمز هذا الويب هوك خاطئ.", "ku": "تۆکنی ئەم وێبهووکە هەڵەیە."])
}
