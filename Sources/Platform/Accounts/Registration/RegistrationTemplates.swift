import Kernel

extension Accounts {
    /// The mails that ask to confirm a registration; each says that other readers do not need to do anything.
    static let registering: [NoticeTemplate] = [
        NoticeTemplate(
            .registrationToConfirm,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: confirm your e-mail address",
                "ar": "{{site}}: أكّد بريدك الإلكتروني",
                "ku": "{{site}}: ئیمەیڵەکەت پشتڕاست بکەرەوە",
                "it": "{{site}}: confermi il suo indirizzo e-mail",
            ],
            body: [
                "en":
                    "Someone, hopefully you, registered with this address. To create the account, choose a password here within three days:\n\n{{link}}\n\nIf it was not you, you do not need to do anything: ignore this e-mail and no account will be created.",
                "ar":
                    "سجّل أحدهم، ونرجو أن يكون أنت، بهذا العنوان. لإنشاء الحساب اختر كلمة مرور هنا خلال ثلاثة أيام:\n\n{{link}}\n\nإن لم تكن أنت فلا حاجة إلى أي إجراء: تجاهل هذه الرسالة ولن يُنشأ أي حساب.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، بەم ناونیشانە خۆی تۆمار کرد. بۆ دروستکردنی هەژمارەکە، لە ماوەی سێ ڕۆژدا لێرە وشەی نهێنی هەڵبژێرە:\n\n{{link}}\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت: ئەم ئیمەیڵە پشتگوێ بخە و هیچ هەژمارێک دروست ناکرێت.",
                "it":
                    "È stata chiesta l'apertura di un account con questo indirizzo. Per aprirlo, scelga qui una password entro tre giorni:\n\n{{link}}\n\nSe non l'ha chiesta lei, non deve fare nulla: ignori questa e-mail e nessun account verrà creato.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
        NoticeTemplate(
            .firstEmailToVerify,
            .security,
            channels: [.email],
            subject: [
                "en": "{{site}}: confirm your e-mail address",
                "ar": "{{site}}: أكّد بريدك الإلكتروني",
                "ku": "{{site}}: ئیمەیڵەکەت پشتڕاست بکەرەوە",
                "it": "{{site}}: confermi il suo indirizzo e-mail",
            ],
            body: [
                "en":
                    "Someone, hopefully you, created an account by phone and gave this address. Confirm it within a day, while logged in to that account or with its password:\n\n{{link}}\n\nIf it was not you, you do not need to do anything: ignore this e-mail and the account will not get your address.",
                "ar":
                    "أنشأ أحدهم، ونرجو أن يكون أنت، حساباً بالهاتف وذكر هذا العنوان. أكّده خلال يوم بعد تسجيل الدخول إلى ذلك الحساب، أو بكلمة مروره:\n\n{{link}}\n\nإن لم تكن أنت فلا حاجة إلى أي إجراء: تجاهل هذه الرسالة ولن يُضاف عنوانك إلى الحساب.",
                "ku":
                    "کەسێک، هیوادارین خۆت بیت، بە تەلەفۆن هەژمارێکی دروست کرد و ئەم ناونیشانەی نووسی. لە ماوەی ڕۆژێکدا پشتڕاستی بکەرەوە، دوای چوونەژوورەوە بۆ ئەو هەژمارە یان بە وشەی نهێنییەکەی:\n\n{{link}}\n\nئەگەر تۆ نەبوویت، پێویست ناکات هیچ بکەیت: ئەم ئیمەیڵە پشتگوێ بخە و ناونیشانەکەت بۆ هەژمارەکە زیاد ناکرێت.",
                "it":
                    "È stato aperto un account con un numero di telefono e con questo indirizzo. Lo confermi entro un giorno, dopo aver effettuato l'accesso o con la password dell'account:\n\n{{link}}\n\nSe non lo ha aperto lei, non deve fare nulla: ignori questa e-mail e l'account resterà senza il suo indirizzo.",
            ],
            preview: ["site": "Desk", "link": link],
            secrets: ["link"]
        ),
    ]
}
