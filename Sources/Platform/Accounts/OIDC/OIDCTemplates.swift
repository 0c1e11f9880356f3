import Kernel

extension OIDC {
    static let templates = [
        NoticeTemplate(
            .signInLinked,
            .security,
            subject: [
                "en": "A new way to log in", "it": "Un nuovo modo di accedere", "ar": "طريقة جديدة للدخول",
                "ku": "ڕێگەیەکی نوێی چوونەژوورەوە",
            ],
            body: [
                "en": """
                Your account at {{site}} can now be entered with {{provider}}.

                If this was not you, change your password and write to us.
                """,
                "it": """
                Al suo account su {{site}} ora si può accedere con {{provider}}.

                Se non è stato lei, cambi la password e ci scriva.
                """,
                "ar": """
                يمكن الآن الدخول إلى حسابك في {{site}} عبر {{provider}}.

                إن لم تكن أنت من فعل ذلك فغيّر كلمة المرور واكتب إلينا.
                """,
                "ku": """
                ئێستا دەتوانرێت بە {{provider}} بچیتە هەژمارەکەت لە {{site}}.

                ئەگەر تۆ نەبوویت، وشەی نهێنی بگۆڕە و بۆمان بنووسە.
                """,
            ],
            preview: ["site": "Portico", "provider": "Google"]
        )
    ]
}
