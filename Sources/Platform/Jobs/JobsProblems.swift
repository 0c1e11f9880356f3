import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let jobNotRetryable   = Self("job_not_retryable", 409, ["en": "Only a waiting, failed or cancelled job can be retried.", "it": "Si può rieseguire solo un lavoro in attesa, fallito o annullato.", "ar": "لا تُعاد إلا مهمة منتظرة أو فاشلة أو ملغاة.", "ku": "تەنها کارێکی چاوەڕوان، شکستخواردوو یان هەڵوەشێنراوە دووبارە دەکرێتەوە."])
    package static let jobNotCancellable = Self("job_not_cancellable", 409, ["en": "The job has already finished.", "it": "Il lavoro è già concluso.", "ar": "انتهت المهمة من قبل.", "ku": "کارەکە پێشتر تەواو بووە."])
}
