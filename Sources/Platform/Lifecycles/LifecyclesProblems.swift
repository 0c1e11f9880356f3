import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let illegalTransition = Self("illegal_transition", 409, ["en": "The current state does not allow this.", "it": "Lo stato attuale non lo consente.", "ar": "الحالة الحالية لا تسمح بذلك.", "ku": "دۆخی ئێستا ڕێگە بەمە نادات."])
    package static let guardFailed       = Self("guard_failed", 422, ["en": "Something is still missing for this step.", "it": "Manca ancora qualcosa per questo passaggio.", "ar": "ما زال شيء ناقصاً لهذه الخطوة.", "ku": "هێشتا شتێک بۆ ئەم هەنگاوە کەمە."])
}
