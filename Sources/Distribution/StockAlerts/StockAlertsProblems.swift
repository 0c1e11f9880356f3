import Kernel

// swift-format-ignore
extension Problem.Code {
    static let inStock = Self("distribution.in_stock", 409, ["en": "The product is in stock. No alert is needed.", "ar": "المنتج متوفر في المخزون. لا حاجة إلى تنبيه.", "ku": "بەرهەمەکە لە کۆگادایە. پێویست بە ئاگادارکردنەوە ناکات."])
}
