import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let invoiceNotPrinted = Self("invoices.not_printed", 409, ["en": "The PDF is being prepared. Try again shortly.", "it": "Il PDF è in preparazione. Riprovare tra poco.", "ar": "ما زال ملف PDF قيد الإعداد. أعد المحاولة بعد قليل.", "ku": "PDFەکە هێشتا ئامادە دەکرێت. کەمێکی تر هەوڵ بدەرەوە."])
}
