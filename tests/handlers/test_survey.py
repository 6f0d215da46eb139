"""A citizen at the counter, from the code to the thanks."""

from tests.chat import Chat


async def test_the_code_at_the_counter_leads_to_the_consent_card(chat: Chat) -> None:
    text = await chat.starts("dukcapil-ktp")

    assert "Disdukcapil · KTP elektronik" in text
    assert "Dengan menekan Mulai Anda setuju" in text
    assert chat.buttons == [["Mulai", "Unit lain"], ["English"]]


async def test_a_citizen_answers_from_the_first_question_to_the_thanks(chat: Chat) -> None:
    await chat.starts("dukcapil-ktp")

    assert await chat.taps("Mulai") == "Profil 1 dari 4  ▰▱▱▱\nBerapa usia Anda?"
    assert "Profil 2 dari 4" in await chat.taps("26–35 tahun")
    assert "Profil 3 dari 4" in await chat.taps("Perempuan")
    assert "Profil 4 dari 4" in await chat.taps("SMA")
    assert "Pelayanan 1 dari 9" in await chat.taps("Wirausaha")
    await chat.taps("Sesuai")
    assert "Pelayanan 3 dari 9  ▰▰▰▱▱▱▱▱▱" in await chat.taps("Mudah")
    for label in ("Cepat", "Gratis", "Sesuai", "Kompeten", "Sopan dan ramah", "Baik"):
        await chat.taps(label)
    assert (await chat.taps("Dikelola dengan baik")).startswith("Saran")
    review = await chat.says("Antrean siang terlalu panjang")
    assert "1 Persyaratan · Sesuai" in review
    assert "“Antrean siang terlalu panjang”" in review
    assert "Kode tanda terima: " in review
    assert (await chat.taps("Kirim")).startswith("Terima kasih. Jawaban Anda sudah masuk")
    assert chat.toasts == []
