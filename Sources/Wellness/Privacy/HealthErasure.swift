import Kernel

/// The reason why health data is erased with the account, and after the withdrawal of its consent.
let healthErasure: LocalizedText = [
    "en": "Health data, kept only by the person's consent (GDPR art. 17(1)(b)).",
    "it": "Dati sulla salute, conservati solo con il consenso della persona (GDPR art. 17(1)(b)).",
]
