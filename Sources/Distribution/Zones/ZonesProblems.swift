import Kernel

// swift-format-ignore
extension Problem.Code {
    static let zoneInUse = Self("distribution.zone_in_use", 409, ["en": "The zone is in use. Make it inactive instead.", "ar": "المنطقة مستخدمة. عطّلها بدلاً من حذفها.", "ku": "ناوچەکە بەکارهاتووە. لەبری سڕینەوە، لەکاری بخە."])
}
