import Kernel

// swift-format-ignore
extension Problem.Code {
    static let inStock = Self("distribution.in_stock", 409, ["en": "It is in stock; there is nothing to wait for.", "ar": "المنتج متوفر ولا حاجة للانتظار.", "ku": "کاڵاکە لە کۆگادایە؛ پێویست بە چاوەڕێکردن ناکات."])
}
