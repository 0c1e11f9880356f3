import Kernel

// swift-format-ignore
extension Problem.Code {
    static let zoneInUse = Self("distribution.zone_in_use", 409, ["en": "The zone has been used; make it inactive instead.", "ar": "المنطقة مستخدمة؛ عطّلها بدلاً من حذفها.", "ku": "ناوچەکە بەکارهاتووە؛ لەکاری بخە لەبری سڕینەوە."])
}
