import Kernel

extension Accounts {
    /// The mails that ask to confirm a registration; each says that a reader who did not ask need not do anything.
    static let registering: [NoticeTemplate] = [
        NoticeTemplate(
            .registrationToConfirm,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: is this your address?",
                "ar": "{{site}}: هل هذا عنوانك؟",
                "ku": "{{site}}: ئایا ئەمە ناونیشانی تۆیە؟", "it": "{{site}}: è il suo indirizzo?",
            ],
            body: [
                "en":
                    "Someone, hopefully you, asked for an account with this address. To open it, choose a password here within three days:\n\n{{link}}\n\nIf it was not you, you need not do anything: ignore this mail, and no account is made.",
                "ar":
                    "طلب أحدهم، ونرجو أن يكون أنت، حساباً بهذا العنوان. لفتحه اختر كلمة مرور هنا خلال ثلاثة أيام:\n\n{{link}}\n\nإن لم تكن أنت فلا حاجة إلى أي إجراء: تجاهل هذه الرسالة ولن يُنشأ أي حساب.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، داوای هەژمارێکی بەم ناونیشانە کرد. بۆ کردنەوەی، لە ماوەی سێ ڕۆژدا لێرە وشەی نهێنی هەڵبژێرە:\n\n{{link}}\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت: ئەم ئیمەیڵە پشتگوێ بخە و هیچ هەژمارێک دروست ناکرێت.",
                "it":
                    "Qualcuno, speriamo lei, ha chiesto un account con questo indirizzo. Per aprirlo, scelga qui una password entro tre giorni:\n\n{{link}}\n\nSe non è stato lei, non deve fare nulla: ignori questa e-mail, e nessun account verrà creato.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .firstEmailToVerify,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: is this your address?",
                "ar": "{{site}}: هل هذا عنوانك؟",
                "ku": "{{site}}: ئایا ئەمە ناونیشانی تۆیە؟", "it": "{{site}}: è il suo indirizzo?",
            ],
            body: [
                "en":
                    "Someone, hopefully you, opened an account by telephone and named this address. Confirm it within a day, logged in to that account or with its password:\n\n{{link}}\n\nIf it was not you, you need not do anything: ignore this mail, and the account stays without your address.",
                "ar":
                    "فتح أحدهم، ونرجو أن يكون أنت، حساباً بالهاتف وذكر هذا العنوان. أكّده خلال يوم وأنت داخل ذلك الحساب أو بكلمة مروره:\n\n{{link}}\n\nإن لم تكن أنت فلا حاجة إلى أي إجراء: تجاهل هذه الرسالة ويبقى الحساب بلا عنوانك.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، بە مۆبایل هەژمارێکی کردەوە و ئەم ناونیشانەی نووسی. لە ماوەی ڕۆژێکدا دڵنیای بکەوە، لەناو هەژمارەکەدا یان بە وشە نهێنییەکەی:\n\n{{link}}\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت: ئەم ئیمەیڵە پشتگوێ بخە و هەژمارەکە بێ ناونیشانی تۆ دەمێنێتەوە.",
                "it":
                    "Qualcuno, speriamo lei, ha aperto un account con il telefono e ha indicato questo indirizzo. Lo confermi entro un giorno, dopo aver effettuato l'accesso o con la password dell'account:\n\n{{link}}\n\nSe non è stato lei, non deve fare nulla: ignori questa e-mail, e l'account resterà senza il suo indirizzo.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
    ]
}
